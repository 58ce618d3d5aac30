import { createTheme, Modal, Tooltip } from '@mantine/core';
import type { MantineColorsTuple } from '@mantine/core';

// DHIS2 palette, from 050 to 900 (dhis2/ui, constants/src/colors.js, BSD-3-Clause).
const grey: MantineColorsTuple = [
  '#fbfcfd',
  '#f8f9fa',
  '#f3f5f7',
  '#e8edf2',
  '#d5dde5',
  '#a0adba',
  '#6c7787',
  '#4a5768',
  '#404b5a',
  '#212934',
];
const blue: MantineColorsTuple = [
  '#f5fbff',
  '#e3f2fd',
  '#c5e3fc',
  '#90caf9',
  '#42a5f5',
  '#2196f3',
  '#147cd7',
  '#1565c0',
  '#0d47a1',
  '#093371',
];
const teal: MantineColorsTuple = [
  '#f1f9f9',
  '#e0f2f1',
  '#b2dfdb',
  '#4db6ac',
  '#009688',
  '#00897b',
  '#00796b',
  '#00695c',
  '#004d40',
  '#00332b',
];
const red: MantineColorsTuple = [
  '#fff5f6',
  '#ffe5e8',
  '#ffcdd2',
  '#e57373',
  '#f44336',
  '#d32f2f',
  '#c62828',
  '#b71c1c',
  '#891515',
  '#330202',
];
const yellow: MantineColorsTuple = [
  '#fff8e1',
  '#ffecb3',
  '#ffe082',
  '#ffc324',
  '#ffa902',
  '#ff9302',
  '#ff8302',
  '#e56408',
  '#bb460d',
  '#6f3205',
];
const green: MantineColorsTuple = [
  '#f4fbf4',
  '#e8f5e9',
  '#c8e6c9',
  '#a5d6a7',
  '#4caf50',
  '#43a047',
  '#388e3c',
  '#2e7d32',
  '#1b5e20',
  '#103713',
];
/** Surfaces of the dark scheme, from text to the deepest background. */
const dark: MantineColorsTuple = [
  '#f3f5f7',
  '#c3ccd6',
  '#a7b3c0',
  '#6c7787',
  '#4a5768',
  '#353f4d',
  '#2a323e',
  '#1a212b',
  '#141a22',
  '#10151c',
];

/** Mantine dressed as a DHIS2 application: palette, type and metrics. */
export const theme = createTheme({
  colors: { gray: grey, blue, teal, red, yellow, green, dark },
  primaryColor: 'blue',
  // Shade 6 stays under 4.5:1 on dark surfaces.
  primaryShade: 7,
  black: '#212934',
  fontFamily: "Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif",
  fontFamilyMonospace: "'Roboto Mono', 'DejaVu Sans Mono', monospace",
  headings: {
    fontWeight: '500',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.25' },
      h2: { fontSize: '1.125rem', lineHeight: '1.25' },
      h3: { fontSize: '1rem', lineHeight: '1.25' },
    },
  },
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.2', sm: '1.25', md: '1.25', lg: '1.25', xl: '1.25' },
  defaultRadius: 3,
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    // Scroll lock would inject a <style> element, which the content security policy forbids.
    Modal: Modal.extend({
      defaultProps: {
        lockScroll: false,
        radius: 3,
        size: 600,
        // Low windows, or large letters, leave little room above and below.
        yOffset: 'clamp(16px, calc(30vh - 100px), 64px)',
        // A <header> outside of main would count as a second banner of the page.
        attributes: { header: { role: 'presentation' } },
      },
    }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, multiline: true, maw: 360, withArrow: true } }),
  },
});
