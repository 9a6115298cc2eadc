/**
 * Mantine for forms and tables of the screens that run projects. It is large: wrap a screen that needs
 * it in `<Kit>` and let the screen load lazily; the screens of workers do without.
 */
import { createTheme, MantineProvider } from '@mantine/core';
import '@mantine/core/styles.css';
import type { ReactNode } from 'react';
import { scheme } from './scheme';

// The shades of our accent; 8 has the contrast that white text needs.
const theme = createTheme({
  primaryColor: 'gold',
  primaryShade: { light: 8, dark: 3 },
  autoContrast: true,
  fontFamily: 'var(--gw-font)',
  fontFamilyMonospace: 'var(--gw-mono)',
  colors: {
    gold: [
      '#fdf6e7',
      '#fbedcf',
      '#f7d99a',
      '#f2bd55',
      '#e0a43a',
      '#c48a22',
      '#a87115',
      '#90600b',
      '#7a4f00',
      '#5c3b00',
    ],
  },
});

export function Kit({ children }: { children: ReactNode }) {
  return (
    <MantineProvider theme={theme} defaultColorScheme={scheme()}>
      {children}
    </MantineProvider>
  );
}
