// Draws the slides of deck.json with PptxGenJS each time that a line comes in, and answers with the milliseconds it took.
// Usage: node pptxgenjs.cjs PACKAGE DECK.json OUTPUT.pptx
const fs = require("fs");
const [, , folder, data, output] = process.argv;
const PptxGenJS = require(folder);

const inches = ([x, y, w, h]) => ({ x: x / 72, y: y / 72, w: w / 72, h: h / 72 });
const ALIGN = { l: "left", ctr: "center", r: "right" };
const font = (line) => ({ fontSize: line.size, bold: line.bold, color: line.color, align: ALIGN[line.align] });

function text(slide, shape) {
  const lines = shape.lines.map((line, number) => ({
    text: line.text,
    options: { ...font(line), breakLine: number < shape.lines.length - 1 },
  }));
  slide.addText(lines, { ...inches(shape.box), margin: 0, ...(shape.kind === "title" ? { placeholder: "title" } : {}) });
}

function box(slide, shape) {
  slide.addShape(shape.oval ? "ellipse" : "rect", { ...inches(shape.box), ...(shape.color ? { fill: { color: shape.color } } : {}) });
}

const span = (points) => {
  const xs = points.map(([x]) => x), ys = points.map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return [left, top, Math.max(...xs) - left, Math.max(...ys) - top];
};

function line(slide, shape) {
  const [from, to] = [shape.from, shape.to];
  const flipV = (to[0] - from[0]) * (to[1] - from[1]) < 0;
  slide.addShape("line", { ...inches(span([from, to])), flipV, line: { color: shape.color, width: shape.width } });
}

function freeform(slide, shape) {
  const box = span(shape.points);
  const points = shape.points.map(([x, y]) => ({ x: (x - box[0]) / 72, y: (y - box[1]) / 72 }));
  const fill = shape.color ? { fill: { color: shape.color } } : {};
  slide.addShape("custGeom", { ...inches(box), ...fill, points: [...points, { close: true }] });
}

function table(slide, shape) {
  const rows = shape.rows.map((row) =>
    row.map((cell) => ({ text: cell.text, options: { ...font(cell), ...(cell.fill ? { fill: { color: cell.fill } } : {}) } })));
  const sizes = { colW: shape.widths.map((width) => width / 72), rowH: shape.heights.map((height) => height / 72) };
  slide.addTable(rows, { ...inches(shape.box), ...sizes });
}

function chart(slide, shape) {
  const series = shape.series.map((one) => ({ name: one.name, labels: shape.categories, values: one.values }));
  slide.addChart("bar", series, { ...inches(shape.box), barDir: "col", showLegend: true, showValue: true });
}

const DRAWN = { title: text, text, box, line, freeform, table, chart };

async function deck() {
  const pptx = new PptxGenJS();
  pptx.defineLayout({ name: "wide", width: 960 / 72, height: 540 / 72 });
  pptx.layout = "wide";
  pptx.defineSlideMaster({
    title: "content",
    objects: [{ placeholder: { options: { name: "title", type: "title", x: 0.75, y: 0.5, w: 11.8, h: 1 }, text: "" } }],
  });
  for (const each of JSON.parse(fs.readFileSync(data, "utf-8"))) {
    const slide = pptx.addSlide({ masterName: "content" });
    if (each.dark) slide.background = { color: each.dark };
    for (const shape of each.shapes) DRAWN[shape.kind](slide, shape);
    if (each.notes.length) slide.addNotes(each.notes.join("\n"));
  }
  return pptx.write({ outputType: "nodebuffer", compression: true });
}

async function main() {
  for await (const _ of require("readline").createInterface({ input: process.stdin })) {
    const start = performance.now();
    const made = await deck();
    const spent = performance.now() - start;
    fs.writeFileSync(output, made);
    console.log(spent);
  }
}

main();
