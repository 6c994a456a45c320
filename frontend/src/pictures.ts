/** Finds the pictures on the page and loads what draws them, which other pages never load. */
import { all } from "./dom";
import { show } from "./pictures/place";

export function startPictures(): void {
  all("[data-zj-chain]").forEach((root) => show(root, () => import("./pictures/chain").then((m) => m.chain)));
  all("[data-zj-heatmap]").forEach((root) => show(root, () => import("./pictures/heatmap").then((m) => m.heatmap)));
  all("[data-zj-trend]").forEach((root) => show(root, () => import("./pictures/trend").then((m) => m.trend)));
  all("[data-zj-explore]").forEach((root) => void import("./explore/page").then((m) => m.explore(root)));
}
