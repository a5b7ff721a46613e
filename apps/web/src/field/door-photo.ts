/** The longest side of a kept photo: a door and its number can be read, and it goes through a weak signal. */
const LONGEST_SIDE = 1280;
const QUALITY = 0.7;

/**
 * A small JPEG of what a camera gave. Drawing it anew leaves behind all that a camera writes beside the picture: place, time, device.
 * Rejects when the file is no picture.
 */
export async function makeDoorPhoto(file: Blob): Promise<ArrayBuffer> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  try {
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('no canvas');
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const jpeg = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
    if (!jpeg) throw new Error('no picture');
    return await jpeg.arrayBuffer();
  } finally {
    picture.close();
  }
}
