/** Icons, badges and pins as images for the canvas: drawn once for each colour. */

let sprite = new Map<string, string>();
const made = new Map<string, string>();

/** The icons by name; without them nodes are circles alone. */
export async function loadIcons(): Promise<void> {
  if (sprite.size) return;
  try {
    const answer = await fetch(document.documentElement.dataset["icons"] ?? "", { credentials: "same-origin" });
    const symbols = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").querySelectorAll("symbol");
    sprite = new Map([...symbols].map((symbol) => [symbol.id, symbol.innerHTML.replace(/ xmlns="[^"]*"/g, "")]));
  } catch { /* a picture without icons is better than none */ }
}

export function drawing(name: string): string {
  return sprite.get(name) ?? "";
}

export function iconImage(name: string, colour: string): string {
  return kept(`${name} ${colour}`, () =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48" viewBox="0 0 24 24" fill="none" color="${colour}" stroke="${colour}" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round">${drawing(name).replaceAll("currentColor", colour)}</svg>`);
}

/** "+12" in a rounded box: so many neighbours are not on the canvas. */
export function badgeImage(text: string, ground: string, ink: string): string {
  const width = badgeWidth(text);
  return kept(`+ ${text} ${ground} ${ink}`, () =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width * 2}" height="32" viewBox="0 0 ${width} 16"><rect x=".5" y=".5" width="${width - 1}" height="15" rx="7.5" fill="${ground}"/><text x="${width / 2}" y="11.6" text-anchor="middle" font-family="sans-serif" font-size="10" font-weight="600" fill="${ink}">${text}</text></svg>`);
}

export function badgeWidth(text: string): number {
  return 10 + text.length * 6.2;
}

export function pinImage(ground: string, ink: string): string {
  return kept(`pin ${ground} ${ink}`, () =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7.5" fill="${ground}"/><path d="M6 4h4l-.5 3.2 1.5 1.6H5l1.500-1.600zM8 9v3.500" fill="${ink}" stroke="${ink}" stroke-width="1" stroke-linejoin="round"/></svg>`);
}

function kept(name: string, draw: () => string): string {
  let image = made.get(name);
  if (!image) {
    image = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(draw())}`;
    made.set(name, image);
  }
  return image;
}
