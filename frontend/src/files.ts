/** Files made in the browser: pictures painted from SVG, and what is saved under a name. */
import { make } from "./dom";

const SHARP = 2; // pixels of the PNG for one of the page
const LARGEST = 12_000; // pixels on a side that every browser's canvas takes

/** A drawing as a file of that form. */
export async function pictureOf(drawing: SVGElement, form: "png" | "svg"): Promise<Blob> {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(drawing)}`;
  return form === "svg" ? new Blob([text], { type: "image/svg+xml" }) : painted(text, drawing);
}

async function painted(text: string, drawing: SVGElement): Promise<Blob> {
  const [width, height] = [Number(drawing.getAttribute("width")), Number(drawing.getAttribute("height"))];
  const scale = Math.min(SHARP, LARGEST / width, LARGEST / height);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = make("canvas", { width: String(Math.round(width * scale)), height: String(Math.round(height * scale)) });
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new RangeError("the picture is too large"))), "image/png"));
}

/** A name as one of a file: nothing that a file system refuses. */
export function fileName(title: string, extension: string): string {
  return `${title}.${extension}`.replace(/[\\/:*?"<>|\s]+/g, "-");
}

export function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
