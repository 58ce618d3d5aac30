import {
  convertCssVariables,
  defaultCssVariablesResolver,
  mergeMantineTheme,
  DEFAULT_THEME,
} from '@mantine/core';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { theme } from './theme';

// `npx vitest run renderer/theme -u` writes the file anew after a change of the theme.
test('mantineVariables.css holds the variables of the theme', async () => {
  const variables = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme));
  const css = `/* Generated from theme.ts by mantineVariables.test.ts: the content security policy forbids <style> at run time. */\n${convertCssVariables(variables, ':root')}`;
  await expect(await format(css, { parser: 'css', printWidth: 110, singleQuote: true })).toMatchFileSnapshot(
    './mantineVariables.css',
  );
});
