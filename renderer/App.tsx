import { MantineProvider, useMantineColorScheme } from '@mantine/core';
import type { MantineColorSchemeManager } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import type { i18n } from 'i18next';
import { useEffect } from 'react';
import { I18nextProvider } from 'react-i18next';
import { Shell } from './shell/Shell';
import { followApp, refreshAppInfo, useAppStore } from './stores/appStore';
import { useClockTicks } from './stores/clock';
import { followStatus } from './stores/statusStore';
import { theme } from './theme/theme';

// The preference lives in main; Mantine keeps nothing of its own.
const schemeFromPreferences: MantineColorSchemeManager = {
  get: (initial) => initial,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};

function ApplyPreferences(props: { readonly translator: i18n }) {
  const { translator } = props;
  const chosenTheme = useAppStore((state) => state.preferences.theme);
  const language = useAppStore((state) => state.preferences.language);
  // Without keepTransitions a <style> would be injected, which the content security policy forbids.
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  useEffect(() => {
    setColorScheme(chosenTheme === 'system' ? 'auto' : chosenTheme);
    // Mantine's setter is new on each draw.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [chosenTheme]);
  useEffect(() => {
    void translator.changeLanguage(language);
    document.documentElement.lang = language;
  }, [translator, language]);
  return null;
}

/** The console: theme, texts, stores and the shell around the screens. */
export function App(props: { readonly translator: i18n }) {
  useEffect(() => {
    const stops = [followApp(), followStatus()];
    void refreshAppInfo();
    return () => {
      stops.forEach((stop) => {
        stop();
      });
    };
  }, []);
  useClockTicks();
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={schemeFromPreferences}
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <I18nextProvider i18n={props.translator}>
        <ApplyPreferences translator={props.translator} />
        <Notifications position="bottom-center" limit={4} />
        <Shell />
      </I18nextProvider>
    </MantineProvider>
  );
}
