import localFont from 'next/font/local';

// The Latin letters alone: the whole fonts weigh as much as all scripts of a page. Others are set in the reader's own fonts.

export const geist = localFont({
  src: '../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2',
  variable: '--font-geist-sans',
  weight: '100 900',
});

/** Fetched by pages that have code to show; until it comes, the reader's own, whose letters are about as wide. */
export const geistMono = localFont({
  src: '../node_modules/@fontsource-variable/geist-mono/files/geist-mono-latin-wght-normal.woff2',
  variable: '--font-geist-mono',
  weight: '100 900',
  preload: false,
  adjustFontFallback: false,
});
