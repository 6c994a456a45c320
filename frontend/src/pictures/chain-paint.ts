/** An element of the page as SVG: its grounds and borders, its icons, and its text line by line where the page has it. */
import { svg } from "../dom";

interface Clip { left: number; right: number; top: number; bottom: number }

const NONE = "rgba(0, 0, 0, 0)";
const pen = document.createElement("canvas").getContext("2d");

export function paint(element: Element, origin: DOMRect, into: SVGElement, icons: Map<string, Element>, clip?: Clip): void {
  const style = getComputedStyle(element);
  if (style.display === "none" || style.visibility === "hidden") return;
  if (element instanceof SVGElement) {
    picture(element, style, origin, into, icons);
    return;
  }
  const box = element.getBoundingClientRect();
  ground(box, style, origin, into);
  let within = clip;
  if (style.overflowX !== "visible") within = { left: Math.max(box.left, clip?.left ?? -Infinity), right: Math.min(box.right, clip?.right ?? Infinity), top: Math.max(box.top, clip?.top ?? -Infinity), bottom: Math.min(box.bottom, clip?.bottom ?? Infinity) };
  for (const child of element.childNodes) {
    if (child instanceof Text) words(child, style, origin, into, within);
    else if (child instanceof Element) paint(child, origin, into, icons, within);
  }
}

function ground(box: DOMRect, style: CSSStyleDeclaration, origin: DOMRect, into: SVGElement): void {
  if (box.width < 1 || box.height < 1) return;
  const [x, y] = [box.left - origin.left, box.top - origin.top];
  const radius = one(parseFloat(style.borderTopLeftRadius));
  const inner = { x: one(x + 0.5), y: one(y + 0.5), width: one(box.width - 1), height: one(box.height - 1), rx: radius };
  if (style.backgroundColor !== NONE) into.append(svg("rect", { ...inner, fill: style.backgroundColor }));
  if (style.backgroundImage !== "none") into.append(hatch(x, y, box));
  const sides = ["Top", "Right", "Bottom", "Left"] as const;
  const drawn = sides.map((side) => ({ side, width: parseFloat(style[`border${side}Width`]), kind: style[`border${side}Style`], colour: style[`border${side}Color`] }));
  const [top, ...others] = drawn;
  if (!top || drawn.every((each) => each.width === 0)) return;
  if (top.width > 0) into.append(svg("rect", { ...inner, fill: "none", stroke: top.colour, "stroke-width": one(top.width), "stroke-dasharray": dashes(top.kind, top.width) }));
  for (const each of others.filter((other) => other.side === "Left" && other.width > top.width)) {
    const bar = { y: one(y), height: one(box.height), fill: each.colour };
    if (each.kind === "double") into.append(svg("rect", { ...bar, x: one(x), width: "1.3" }), svg("rect", { ...bar, x: one(x + each.width - 1.3), width: "1.3" }));
    else into.append(svg("rect", { ...bar, x: one(x), width: one(each.width), rx: "1" }));
  }
}

function dashes(kind: string, width: number): string {
  if (kind === "dashed") return `${width * 3} ${width * 2}`;
  return kind === "dotted" ? `${width} ${width * 2}` : "none";
}

/** Slanted lines, as the style sheet's gradients have them, cut to the box. */
function hatch(x: number, y: number, box: DOMRect): SVGElement {
  let d = "";
  for (let start = -box.height; start < box.width; start += 8) {
    const [from, to] = [Math.max(0, -start), Math.min(box.height, box.width - start)];
    if (to > from) d += `M${one(x + start + from)} ${one(y + box.height - from)}L${one(x + start + to)} ${one(y + box.height - to)}`;
  }
  return svg("path", { d, stroke: "#525c69", "stroke-opacity": "0.22", fill: "none" });
}

function picture(element: SVGElement, style: CSSStyleDeclaration, origin: DOMRect, into: SVGElement, icons: Map<string, Element>): void {
  const name = element.querySelector("use")?.getAttribute("href")?.split("#")[1] ?? "";
  const symbol = icons.get(name);
  const box = element.getBoundingClientRect();
  if (!symbol || box.width === 0) return;
  const made = svg("svg", { x: one(box.left - origin.left), y: one(box.top - origin.top), width: one(box.width), height: one(box.height), color: style.color });
  for (const { name: key, value } of symbol.attributes) if (key !== "id") made.setAttribute(key, value);
  const hole = style.getPropertyValue("--mark-hole").trim() || "#fff";
  for (const child of symbol.children) {
    const copy = document.importNode(child, true);
    for (const { name: key, value } of copy.attributes) if (value.startsWith("var(")) copy.setAttribute(key, hole);
    made.append(copy);
  }
  into.append(made);
}

/** Each line of a text where it stands; what the page cuts off is cut here, with the same mark. */
function words(node: Text, style: CSSStyleDeclaration, origin: DOMRect, into: SVGElement, clip?: Clip): void {
  const range = document.createRange();
  let line: { text: string; box: DOMRect; right: number } | null = null;
  const flush = (): void => {
    if (line?.text.trim()) into.append(written(line.text.trimEnd(), line.box, line.right, style, origin));
    line = null;
  };
  let cut = false;
  for (let i = 0; i < node.data.length; ) {
    const letter = String.fromCodePoint(node.data.codePointAt(i) ?? 32);
    range.setStart(node, i);
    range.setEnd(node, i + letter.length);
    i += letter.length;
    const box = range.getClientRects()[0];
    if (!box || box.width === 0) continue;
    if (clip && box.top >= clip.bottom - 3) break;
    if (line !== null && Math.abs(box.top - line.box.top) > 3) { flush(); cut = false; }
    if (clip && box.right > clip.right + 0.8) {
      if (!cut && line !== null) line.text = `${[...line.text].slice(0, -1).join("")}…`;
      cut = true;
      continue;
    }
    if (line === null) line = { text: letter, box, right: box.right };
    else { line.text += letter; line.right = box.right; }
  }
  flush();
}

function written(text: string, box: DOMRect, right: number, style: CSSStyleDeclaration, origin: DOMRect): SVGElement {
  const font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  let rise = box.height * 0.8;
  if (pen) {
    pen.font = font;
    const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = pen.measureText(text);
    rise = box.height / 2 + (up - down) / 2;
  }
  const struck = style.textDecorationLine.includes("line-through") ? "line-through" : undefined;
  return svg("text", {
    x: one(box.left - origin.left), y: one(box.top - origin.top + rise), "font-size": one(parseFloat(style.fontSize)), "font-weight": style.fontWeight === "400" ? undefined : style.fontWeight,
    fill: style.color, "text-decoration": struck, textLength: [...text].length > 1 ? one(right - box.left) : undefined, lengthAdjust: "spacingAndGlyphs", "xml:space": "preserve",
  }, text);
}

function one(value: number): string {
  return String(Math.round(value * 10) / 10);
}
