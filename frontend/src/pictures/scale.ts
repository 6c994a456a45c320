/** The heat map's sequential scale: one hue from faint to strong, so that it reads without telling colours apart. */
import { number } from "./place";

export interface Step { from: number; below: number; label: string; colour: string }

const LIGHT = ["#eef3fb", "#cfdff5", "#a3c1ea", "#6c98d6", "#3d6bb6", "#173f86"];
const DARK = ["#202b3c", "#243f6b", "#2d5699", "#4878c6", "#7fa8ea", "#bcd4fb"];

function dark(): boolean {
  return document.documentElement.dataset["theme"] === "dark";
}

/** The colour of a cell of value nought. */
export function ground(): string {
  return dark() ? "#1a2029" : "#f7f8fa";
}

/** At most six steps from the least to the most; whole numbers unless these are rates. */
export function steps(values: number[], rates: boolean): Step[] {
  const most = Math.max(0, ...values);
  const colours = dark() ? DARK : LIGHT;
  if (most === 0) return [];
  const unit = rates ? nice(most / 6) : 1;
  const bounds: number[] = [];
  for (let i = 0; i < 6; i++) {
    const even = rates ? i * unit : Math.max(1 + i, Math.round(1 + (most * i ** 1.4) / 6 ** 1.4));
    if (even <= most) bounds.push(even);
  }
  const few = bounds.length < 4 ? 1 : 0; // one or two isn't little and very much
  return bounds.map((from, i) => {
    const next = bounds[i + 1];
    const below = next ?? Infinity;
    const last = next === undefined ? Math.ceil(most) : rates ? next : next - 1;
    const strength = few + Math.round((i * (Math.min(5, bounds.length + 1) - few)) / Math.max(1, bounds.length - 1));
    return { from: from === 0 ? 1e-9 : from, below, label: last <= from ? number(from) : `${number(from)}–${number(last)}`, colour: colours[strength] ?? "" };
  });
}

function nice(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  return (([1, 2, 2.5, 5, 10].find((n) => n * power >= width) ?? 10) * power);
}

/** Dark or light figures, whichever stands out on the cell's colour. */
export function inkOn(value: number | null, scale: Step[]): string {
  const step = scale.find((s) => value !== null && value >= s.from && value < s.below);
  const under = step?.colour ?? ground();
  return contrast(under, "#101828") >= contrast(under, "#ffffff") ? "#101828" : "#ffffff";
}

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

function luminance(hex: string): number {
  const parts = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (parts[0] ?? 0) + 0.7152 * (parts[1] ?? 0) + 0.0722 * (parts[2] ?? 0);
}
