-- A session with `plimsoll lsp` in Neovim 0.7 or newer, without a person: see `run` in this folder.

local function fail(message)
  io.stderr:write("\nnot ok: " .. message .. "\n")
  vim.cmd("cquit 1")
end

local function expect(what, got, wanted)
  if not vim.deep_equal(got, wanted) then
    fail(what .. ": got " .. vim.inspect(got) .. ", wanted " .. vim.inspect(wanted))
  end
  io.stderr:write("\nok: " .. what)
end

local function rules(buffer)
  return vim.tbl_map(function(diagnostic) return diagnostic.code or diagnostic.user_data.lsp.code end, vim.diagnostic.get(buffer))
end

-- Waits until the diagnostics of a buffer are of these rules.
local function settle(what, buffer, wanted)
  vim.wait(20000, function() return vim.deep_equal(rules(buffer), wanted) end, 20)
  expect(what, rules(buffer), wanted)
end

local function main()
  local client = vim.lsp.start_client({
    cmd = { vim.env.PLIMSOLL, "lsp", "--isolated", "--select", "privileged-container" },
    root_dir = vim.fn.getcwd(),
  })
  if not client then return fail("the server did not start") end
  local buffer = vim.api.nvim_get_current_buf()
  vim.lsp.buf_attach_client(buffer, client)
  vim.wait(20000, function() return vim.lsp.get_client_by_id(client) and vim.lsp.get_client_by_id(client).initialized end, 20)

  -- Behind an emoji in its line, to see that both count the same units: `false` becomes `true`.
  vim.api.nvim_buf_set_text(buffer, 5, 23, 5, 27, { "😀é" })
  vim.api.nvim_buf_set_text(buffer, 12, 20, 12, 25, { "true" })
  settle("a diagnostic comes as one types", buffer, { "privileged-container" })
  local diagnostic = vim.diagnostic.get(buffer)[1]
  expect("it is at its line and column", { diagnostic.lnum, diagnostic.col, diagnostic.end_col }, { 12, 8, 24 })
  local related = vim.tbl_map(function(place) return place.message end, diagnostic.user_data.lsp.relatedInformation)
  expect("it names the overlays that it reaches", related, { "reaches overlays/dev", "reaches overlays/prod" })

  local function ask(method, line, character)
    local answers = vim.lsp.buf_request_sync(buffer, method, {
      textDocument = vim.lsp.util.make_text_document_params(buffer),
      position = { line = line, character = character },
      range = { start = { line = line, character = character }, ["end"] = { line = line, character = character } },
      context = { diagnostics = {} },
    }, 20000)
    local answer = answers and answers[client]
    if not answer or answer.err then fail(method .. ": " .. vim.inspect(answer)) end
    return answer.result
  end

  local hover = ask("textDocument/hover", 10, 15).contents.value
  expect("hover tells the type", hover:find("`image`: string", 1, true) ~= nil, true)
  expect("hover tells the rendered value", hover:find("Rendered: `nginx:1.30` in overlays/prod, by images at overlays/prod/kustomization.yaml:2", 1, true) ~= nil, true)
  local definition = ask("textDocument/definition", 7, 25)
  expect("a reference leads to its object", definition[1].range.start, { line = 17, character = 8 })

  local actions = ask("textDocument/codeAction", 12, 10)
  local allow = vim.tbl_filter(function(action) return action.title:find("Allow", 1, true) end, actions)[1]
  local encoding = vim.lsp.get_client_by_id(client).offset_encoding or "utf-16"
  vim.lsp.util.apply_workspace_edit(allow.edit, encoding)
  expect("the action writes its comment", vim.api.nvim_buf_get_lines(buffer, 12, 13, true), { "        # plimsoll: allow privileged-container -- " })
  settle("which silences the finding", buffer, {})

  vim.cmd("edit! overlays/prod/kustomization.yaml")
  buffer = vim.api.nvim_get_current_buf()
  vim.lsp.buf_attach_client(buffer, client)
  local links = ask("textDocument/documentLink", 0, 0)
  expect("a kustomization has links", #links, 1)
  expect("to its bases", links[1].target, vim.uri_from_fname(vim.fn.getcwd() .. "/base/kustomization.yaml"))

  vim.lsp.stop_client(client)
  vim.wait(10000, function() return vim.lsp.get_client_by_id(client) == nil end, 20)
  expect("the server ends when it is asked to", vim.lsp.get_client_by_id(client), nil)
  vim.cmd("qall!")
end

local ok, problem = pcall(main)
if not ok then fail(tostring(problem)) end
