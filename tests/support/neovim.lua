-- A session of Neovim: so many edits by chance in the files of a folder, and what is told of them in the end.
local folder, command, count = vim.env.FOLDER, vim.env.TIAOWEN, tonumber(vim.env.COUNT)
math.randomseed(57)
vim.o.hidden = true
local buffers, client = {}, nil
for _, path in ipairs(vim.fn.sort(vim.fn.globpath(folder, "*.policy", false, true))) do
  vim.cmd("edit " .. vim.fn.fnameescape(path))
  local buffer = vim.api.nvim_get_current_buf()
  vim.bo[buffer].swapfile = false
  table.insert(buffers, buffer)
  client = client or vim.lsp.start_client({ name = "tiaowen", cmd = { command, "lsp" }, root_dir = folder })
  vim.lsp.buf_attach_client(buffer, client)
end
local said = { "𠮷", "。", "；", "“", "”", "5%", "万元", "【完】", "奖励：", "条件：", "以上", "一", "\n" }
for _ = 1, count do
  local buffer = buffers[math.random(#buffers)]
  local lines = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
  local row = math.random(#lines)
  local starts = vim.fn.split(lines[row], "\\zs")
  local at = math.random(#starts + 1)
  local column = #table.concat(vim.list_slice(starts, 1, at - 1))
  if math.random(3) == 1 and at <= #starts then
    vim.api.nvim_buf_set_text(buffer, row - 1, column, row - 1, column + #starts[at], {})
  elseif math.random(12) == 1 and row < #lines then
    vim.api.nvim_buf_set_text(buffer, row - 1, #lines[row], row, 0, {})
  else
    local words = vim.split(said[math.random(#said)], "\n", { plain = true })
    vim.api.nvim_buf_set_text(buffer, row - 1, column, row - 1, column, words)
  end
  if math.random(20) == 1 then
    vim.api.nvim_set_current_buf(buffer)
    vim.cmd("silent! undo")
  end
end
-- Until nothing has been told for three seconds.
local last, still = -1, 0
vim.wait(90000, function()
  local now = #vim.diagnostic.get()
  still = now == last and now > 0 and still + 1 or 0
  last = now
  return still == 6
end, 500)
local files = {}
for _, buffer in ipairs(buffers) do
  local found = {}
  for _, each in ipairs(vim.diagnostic.get(buffer)) do
    local own = each.user_data and each.user_data.lsp or {}
    table.insert(found, { each.code or own.code, each.lnum, (each.message:gsub("\n.*", "")) })
  end
  files[vim.api.nvim_buf_get_name(buffer)] = {
    lines = vim.api.nvim_buf_get_lines(buffer, 0, -1, false),
    found = found,
  }
end
local out = io.open(vim.env.OUT, "w")
out:write(vim.json and vim.json.encode(files) or vim.fn.json_encode(files))
out:close()
vim.lsp.stop_client(client)
vim.cmd("qa!")
