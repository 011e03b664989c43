;;; emacs.el --- A session of Emacs with `plimsoll lsp'  -*- lexical-binding: t -*-

;; Run by Tests/Editors/run: emacs --batch -l emacs.el, in the tree, with the program in $PLIMSOLL.
;; These are the settings of docs/editors.md, with the path of the program.

(require 'package)
(package-initialize)
(require 'yaml-mode)
(require 'eglot)
(require 'flymake)

(add-to-list 'auto-mode-alist '("\\.ya?ml\\'" . yaml-mode))
(add-to-list 'eglot-server-programs
             `((yaml-mode yaml-ts-mode) . (,(getenv "PLIMSOLL") "lsp")))
(setq eglot-sync-connect 30
      eglot-send-changes-idle-time 0.01
      flymake-start-on-flymake-mode t)

(defun try-wait-for (what condition)
  "Waits until CONDITION holds; fails with WHAT after half a minute."
  (let ((end (+ (float-time) 30)))
    (while (and (not (funcall condition)) (< (float-time) end))
      (accept-process-output nil 0.05)
      ;; Without a screen nothing is idle, so that changes are sent by hand.
      (eglot--signal-textDocument/didChange)
      (sit-for 0))
    (if (funcall condition)
        (message "ok: %s" what)
      (message "failed: %s; there is: %S" what (try-findings))
      (kill-emacs 1))))

(defun try-findings ()
  "What flymake shows, as text."
  (mapcar (lambda (diagnostic) (flymake-diagnostic-text diagnostic)) (flymake-diagnostics)))

(defun try-shows (text)
  (seq-some (lambda (finding) (string-match-p text finding)) (try-findings)))

(find-file "base/pod.yaml")
(yaml-mode)
(apply #'eglot (eglot--guess-contact))
(try-wait-for "Emacs speaks with the server" #'eglot-managed-p)
(try-wait-for "findings are shown" (lambda () (try-shows "no CPU request")))

(goto-char (point-min))
(search-forward "privileged: false")
(replace-match "privileged: true")
(try-wait-for "a change is judged before it is saved" (lambda () (try-shows "privileged")))

(goto-char (point-min))
(search-forward "serviceAccountName: run")
(let ((definition (xref-backend-definitions 'eglot "LSP identifier at point.")))
  (if (and definition (= 18 (xref-location-line (xref-item-location (car definition)))))
      (message "ok: the definition of a reference is found")
    (message "failed: the definition: %S" definition)
    (kill-emacs 1)))
(set-buffer-modified-p nil)
(eglot-shutdown (eglot-current-server))
(message "ok: the server has ended")
