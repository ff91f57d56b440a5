import type { Picture } from '../replies/reply.ts';

/** Where a picture is fetched as PNG, at our origin. */
export const pictureAddress = ({ id }: Picture, publicUrl: string): string => `${publicUrl}/pictures/${id}.png`;
