const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 720;
const HEIGHT = 300;
const LEFT = 40;
const BOTTOM = 28;
const EDGE = 10;

/** Draws the losses of batches as a thin curve, and the mean of each epoch as a dot on a thick one. */
export class Chart {
  private readonly steps: SVGElement;
  private readonly means: SVGElement;
  private readonly stepPoints: string[] = [];
  private readonly meanPoints: string[] = [];

  /** `most` is the highest loss that the chart has room for. */
  constructor(
    private readonly svg: SVGElement,
    private readonly epochs: number,
    private readonly most: number,
  ) {
    svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
    for (let loss = 0; loss <= most; loss += 0.5) {
      const y = this.y(loss);
      this.add("line", { class: "grid", x1: LEFT, x2: WIDTH - EDGE, y1: y, y2: y });
      this.add("text", { x: LEFT - 8, y: y + 4, "text-anchor": "end" }, loss.toFixed(1));
    }
    const every = Math.max(1, Math.ceil(epochs / 10));
    for (let epoch = 0; epoch <= epochs; epoch += every)
      this.add("text", { x: this.x(epoch), y: HEIGHT - 8, "text-anchor": "middle" }, String(epoch));
    this.steps = this.add("polyline", { class: "steps" });
    this.means = this.add("polyline", { class: "means" });
  }

  /** Adds an epoch, which counts from 1. */
  addEpoch(epoch: number, losses: Float32Array, mean: number): void {
    losses.forEach((loss, i) => this.stepPoints.push(this.point(epoch - 1 + (i + 1) / losses.length, loss)));
    this.meanPoints.push(this.point(epoch - 0.5, mean));
    this.steps.setAttribute("points", this.stepPoints.join(" "));
    this.means.setAttribute("points", this.meanPoints.join(" "));
    this.add("circle", { cx: this.x(epoch - 0.5), cy: this.y(mean), r: 3.5 });
  }

  private point(epoch: number, loss: number): string {
    return `${this.x(epoch).toFixed(1)},${this.y(loss).toFixed(1)}`;
  }

  private x(epoch: number): number {
    return LEFT + (epoch / this.epochs) * (WIDTH - EDGE - LEFT);
  }

  private y(loss: number): number {
    return EDGE + (1 - Math.min(loss / this.most, 1)) * (HEIGHT - BOTTOM - EDGE);
  }

  private add(name: string, attributes: Record<string, string | number>, text = ""): SVGElement {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    element.textContent = text;
    this.svg.append(element);
    return element;
  }
}
