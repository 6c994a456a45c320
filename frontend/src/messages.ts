/** Every string that the scripts show, in both languages; `{name}` places are filled by say(). */
const MESSAGES = {
  weekdays: { zh: "星期日 星期一 星期二 星期三 星期四 星期五 星期六", en: "Sunday Monday Tuesday Wednesday Thursday Friday Saturday" },
  chosen: { zh: "已选 {n} 条", en: "{n} selected" },
  confirmTitle: { zh: "请确认", en: "Please confirm" },
  confirmYes: { zh: "确定", en: "OK" },
  loadingRecord: { zh: "正在读取记录…", en: "Loading the record…" },
  previewFailed: {
    zh: "没能读取这条记录（{status}）。请打开完整页面，或稍候重试。",
    en: "This record could not be loaded ({status}). Open its page, or try again shortly.",
  },
  noAnswer: { zh: "服务器没有应答", en: "no answer from the server" },
  searching: { zh: "正在查找…", en: "Searching…" },
  nothingFound: { zh: "没有找到“{q}”。换一个名称或编号试试。", en: "Nothing found for “{q}”. Try another name or number." },
  searchFailed: { zh: "查找没有成功，请稍候重试。", en: "The search failed. Try again shortly." },
  results: { zh: "{n} 条结果", en: "{n} results" },
  removeItem: { zh: "去掉 {title}", en: "Remove {title}" },
  removeAll: { zh: "全部去掉", en: "Remove all" },
  chooseFromList: { zh: "请从列表中选择一条记录。", en: "Choose a record from the list." },
  badDate: { zh: "请按 2021-12-30 或 20211230 填写日期。", en: "Write the date as 2021-12-30 or 20211230." },
  draftFound: { zh: "这里有 {when} 未保存的内容。", en: "There is unsaved input from {when}." },
  draftRestored: { zh: "已恢复未保存的内容，请检查后再保存。", en: "Your unsaved input is back. Check it, then save again." },
  draftRestore: { zh: "恢复", en: "Restore" },
  draftDiscard: { zh: "丢弃", en: "Discard" },
  draftKept: { zh: "草稿已存在本机 {time}", en: "Draft kept on this computer {time}" },
  removeFilter: { zh: "去掉此条件", en: "Remove this filter" },
  filterColumn: { zh: "筛选哪一列", en: "Column to filter" },
  filterOperator: { zh: "怎样比较", en: "Comparison" },
  filterValue: { zh: "值", en: "Value" },
  yes: { zh: "是", en: "Yes" },
  no: { zh: "否", en: "No" },
  revealFailed: { zh: "没能显示完整内容。请稍候重试；仍不行时，您可能无权查看。", en: "The full value could not be shown. Try again shortly; if it still fails, you may not see it." },
  posts: { zh: "任职", en: "Posts" },
  chart: { zh: "任职与记录的时间分布；下方列表有全部内容", en: "Posts and records over time; the list below has everything" },
  eventsIn: { zh: "{period}：{n} 条", en: "{period}: {n}" },
  selectPlaceholder: { zh: "请选择", en: "Choose" },
  noRowSelected: { zh: "请先勾选要处理的行。", en: "Tick the rows first." },
  showPassword: { zh: "显示密码", en: "Show the password" },
  hidePassword: { zh: "隐藏密码", en: "Hide the password" },
  drawingPicture: { zh: "正在取数并绘图…", en: "Getting the data and drawing…" },
  pictureFailed: { zh: "没能画出来（{status}）。请重试；仍不行时，下方表格有同样的内容。", en: "This could not be drawn ({status}). Try again; if it still fails, the table has the same content." },
  tryAgain: { zh: "重试", en: "Try again" },
  nothingToDraw: { zh: "这个范围和期间内还没有可以画出的记录。", en: "There are no records to draw in this scope and period yet." },
  heatmapLabel: { zh: "热力图：用方向键在有数的格子间移动，回车查看明细，空格加入对比", en: "Heat map: arrows move between the cells that have something, Enter opens what is behind one, Space compares" },
  heatmapHint: { zh: "点击看明细，Shift 加点击对比", en: "Click for what is behind a cell, Shift-click to compare" },
  byCount: { zh: "按件数", en: "By count" },
  byRate: { zh: "按比率", en: "By rate" },
  colourBy: { zh: "格子里的数", en: "Figures in the cells" },
  rateOf: { zh: "{rate}（{n}/{of}）", en: "{rate} ({n} of {of})" },
  recurredDepth: { zh: "复发，最深第 {n} 次", en: "recurred, depth {n} at most" },
  ringMeans: { zh: "曾复发，数字为深度", en: "Recurred; the figure is the depth" },
  compared: { zh: "对比", en: "Compared" },
} as const;

export type Message = keyof typeof MESSAGES;

export function language(): "zh" | "en" {
  return document.documentElement.lang.startsWith("en") ? "en" : "zh";
}

export function say(message: Message, values: Record<string, string | number> = {}): string {
  const text: string = MESSAGES[message][language()];
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
