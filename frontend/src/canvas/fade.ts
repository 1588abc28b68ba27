/** The picture before another level or another form: it fades out over the new one. */
import type { Place, Surface } from "./draw";

export class Fade {
  private picture: OffscreenCanvas | null = null;
  private camera: Place = { x: 0, y: 0, k: 1 };
  private start = 0;
  private duration = 0;

  /** Keeps what is on screen now. */
  keep(canvas: HTMLCanvasElement, camera: Place, now: number, duration: number): void {
    if (duration <= 0 || canvas.width === 0 || canvas.height === 0) return;
    this.picture = new OffscreenCanvas(canvas.width, canvas.height);
    this.picture.getContext("2d")?.drawImage(canvas, 0, 0);
    [this.camera, this.start, this.duration] = [{ ...camera }, now, duration];
  }

  get isOn(): boolean {
    return this.picture !== null;
  }

  draw({ context: c, camera, ratio }: Surface, now: number): void {
    const picture = this.picture;
    if (!picture) return;
    const left = 1 - (now - this.start) / this.duration;
    if (left <= 0) {
      this.picture = null;
      return;
    }
    const scale = camera.k / this.camera.k;
    const [x, y] = [camera.x - this.camera.x * scale, camera.y - this.camera.y * scale];
    c.setTransform(1, 0, 0, 1, 0, 0);
    c.globalAlpha = left * left;
    c.drawImage(picture, x * ratio, y * ratio, picture.width * scale, picture.height * scale);
    c.globalAlpha = 1;
  }
}
