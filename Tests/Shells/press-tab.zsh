# Types words into an interactive shell, presses Tab after each, and prints what the line has become, a line for each.
#
#     zsh -f press-tab.zsh SHELL SHARE-FOLDER WORK-FOLDER WORDS ...
#
# SHELL is zsh or fish, SHARE-FOLDER holds the completions as they are installed. Needs zsh for its module of pseudoterminals.
zmodload zsh/zpty zsh/zselect
program=$1 share=$2 work=$3
shift 3
rm -f $work/ready $work/line

# A key of its own, Control-X, writes the line to a file and empties it.
case $program in
zsh)
    zpty -b shell "COLUMNS=300 zsh -f -i"
    zpty -w shell "fpath=($share/zsh/site-functions \$fpath); autoload -Uz compinit; compinit -u -d $work/zcompdump; setopt no_beep"
    zpty -w shell "tell() { print -r -- \$BUFFER >$work/line.new; mv $work/line.new $work/line; BUFFER= }; zle -N tell; bindkey '^X' tell"
    ;;
fish)
    zpty -b shell "COLUMNS=300 TERM=xterm XDG_DATA_DIRS=$share:/usr/share XDG_CONFIG_HOME=$work XDG_DATA_HOME=$work fish -i"
    zpty -w shell "function tell; commandline -b >$work/line.new; mv $work/line.new $work/line; commandline ''; end; bind \\cx tell"
    ;;
esac
zpty -w shell "cd $PWD; echo >$work/ready"

# Waits for a file, reading what the shell prints meanwhile so that it does not block.
await() {
    local tries=0 ignored
    until [[ -e $1 ]]; do
        zpty -rt shell ignored && [[ -n ${SHOW-} ]] && print -u2 -r -- $ignored
        zselect -t 2
        (( ++tries < 2000 )) || { print -u2 "nothing came from $program"; return 1 }
    done
}

await $work/ready || exit 1
for words in "$@"; do
    rm -f $work/line
    zpty -wn shell "$words"$'\t'
    # fish asks the program beside reading keys, so a key that came at once would overtake the answer.
    [[ $program == fish ]] && zselect -t 100
    zpty -wn shell $'\x18'
    await $work/line || exit 1
    cat $work/line
done
zpty -d shell
