/** The picture of a version: fetched once, since versions never change. */
import { getPicture } from "../protocol/api";
import { decodePicture, type Picture } from "../protocol/frames";

export async function fetchPicture(study: string, version: string, signal?: AbortSignal): Promise<Picture> {
  return decodePicture(await getPicture(study, version, signal));
}
