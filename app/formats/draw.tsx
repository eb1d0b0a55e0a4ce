import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ImageResponse } from 'next/og';
import { site } from '@/lib/core/site';
import type { Card } from '@/lib/edges/markdown/card';

const size = { width: 1200, height: 630 };

const folder = join(process.cwd(), 'node_modules', 'geist', 'dist', 'fonts');

async function readFonts() {
  const [sans, bold, mono] = await Promise.all([
    readFile(join(folder, 'geist-sans', 'Geist-Regular.ttf')),
    readFile(join(folder, 'geist-sans', 'Geist-SemiBold.ttf')),
    readFile(join(folder, 'geist-mono', 'GeistMono-SemiBold.ttf')),
  ]);
  return [
    { name: 'sans', data: sans, weight: 400 as const },
    { name: 'sans', data: bold, weight: 600 as const },
    { name: 'mono', data: mono, weight: 600 as const },
  ];
}

let fonts: ReturnType<typeof readFonts> | undefined;

/** A card as PNG. Nothing is fetched: the fonts are those of the project, and a card holds no other letters. */
export async function draw(card: Card): Promise<Uint8Array<ArrayBuffer>> {
  fonts ??= readFonts();
  const response = new ImageResponse(<CardPicture card={card} />, { ...size, fonts: await fonts });
  return new Uint8Array(await response.arrayBuffer());
}

const tones = {
  Low: { text: '#166534', ground: '#e5f5ea' },
  Medium: { text: '#8a4b08', ground: '#fdf1dd' },
  High: { text: '#b42318', ground: '#fdecea' },
  Critical: { text: '#86198f', ground: '#fae8fc' },
} as const;

/** Letters get smaller as the title gets longer; its length is bounded by the card. */
function titleSize({ title, isCode }: Card): number {
  if (title.length <= 18) return isCode ? 84 : 92;
  if (title.length <= 34) return isCode ? 60 : 72;
  return isCode ? 48 : 58;
}

function CardPicture({ card }: { card: Card }) {
  const { above, title, isCode, below, severity } = card;
  return (
    <div
      style={{
        display: 'flex',
        flexDirection: 'column',
        justifyContent: 'space-between',
        width: '100%',
        height: '100%',
        padding: '64px 72px',
        borderLeft: `16px solid ${severity ? tones[severity].text : '#1d4ed8'}`,
        background: '#fbfbf9',
        color: '#16181b',
        fontFamily: 'sans',
      }}
    >
      <div style={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center', fontSize: 30 }}>
        <span style={{ color: '#4a4f55' }}>{above}</span>
        {severity && <Severity severity={severity} />}
      </div>
      <div style={{ display: 'flex', flexDirection: 'column', gap: 28 }}>
        <div
          style={{
            display: 'flex',
            fontFamily: isCode ? 'mono' : 'sans',
            fontWeight: 600,
            fontSize: titleSize(card),
            lineHeight: 1.12,
            letterSpacing: isCode ? -2 : -2.5,
            wordBreak: 'break-word',
            textWrap: 'balance',
          }}
        >
          {title}
        </div>
        <div style={{ display: 'flex', fontSize: 32, lineHeight: 1.4, color: '#4a4f55' }}>{below}</div>
      </div>
      <Brand />
    </div>
  );
}

function Severity({ severity }: { severity: keyof typeof tones }) {
  const { text, ground } = tones[severity];
  return (
    <span style={{ padding: '10px 22px', borderRadius: 999, background: ground, color: text, fontWeight: 600 }}>
      {severity} risk
    </span>
  );
}

function Brand() {
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 16, fontSize: 34, fontWeight: 600 }}>
      <svg width="44" height="44" viewBox="0 0 24 24" aria-hidden="true">
        <rect x="2" y="4" width="20" height="4" rx="2" fill="#16181b" />
        <rect x="2" y="16" width="20" height="4" rx="2" fill="#16181b" />
        <rect x="2" y="10" width="9" height="4" rx="2" fill="#1d4ed8" />
        <rect x="13" y="10" width="9" height="4" rx="2" fill="#b9c9f3" />
      </svg>
      {site.name}
    </div>
  );
}
