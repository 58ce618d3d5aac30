import { Button, Group, Radio, Stack } from '@mantine/core';
import { IconDownload, IconFolderOpen } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Preferences } from '../../../shared/model/settings';
import { openBundleDialog } from '../../stores/bundleStore';
import { changePreferences, refreshAppInfo, useAppStore } from '../../stores/appStore';
import { act, tellProblem } from '../../ui/act';
import { Page, Section } from '../../ui/Page';
import { ProblemNotice } from '../../ui/ProblemNotice';
import { Waiting } from '../../ui/Waiting';
import { LogLimit } from './LogLimit';
import styles from './settings.module.css';

const languages = ['fr', 'en'] as const;
const themes = ['light', 'dark', 'system'] as const;

function About(props: { readonly onLogLimit: (logMegabytes: number) => void }) {
  const { t, i18n } = useTranslation();
  const info = useAppStore((state) => state.info);
  const failure = useAppStore((state) => state.failure);
  if (info === undefined) {
    return failure === undefined ? (
      <Waiting />
    ) : (
      <ProblemNotice
        problem={failure}
        actions={
          <Button size="compact-sm" variant="default" onClick={() => void refreshAppInfo()}>
            {t('screens.common.retry')}
          </Button>
        }
      />
    );
  }
  const facts = [
    ['version', info.version],
    [
      'electron',
      t('screens.settings.electronVersion', {
        version: info.electronVersion,
        runtime: t(`screens.settings.runtime.${info.runtime}`),
      }),
    ],
    ['chrome', info.chromeVersion],
    ['node', info.nodeVersion],
    ['platform', info.platform],
    ['profile', t(`screens.settings.profiles.${info.profile}`)],
    ['tray', t(`screens.settings.trays.${info.tray}`)],
  ] as const;
  return (
    <>
      <Section title={t('screens.settings.secrets')}>
        <p data-testid="secret-store">
          {t(`screens.settings.secretsIn.${info.secretStore}`, { backend: info.secretBackend })}
        </p>
      </Section>
      <Section title={t('screens.settings.logs')} description={t('screens.settings.logLanguage')}>
        <dl className={`${styles.facts ?? ''} ${styles.text ?? ''}`}>
          <dt>{t('screens.settings.logFolder')}</dt>
          <dd className="mono">{info.logFolder}</dd>
        </dl>
        <LogLimit onChange={props.onLogLimit} />
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<IconFolderOpen size={16} aria-hidden="true" />}
            onClick={() => void act(i18n, 'logs.openFolder', {})}
          >
            {t('screens.logs.openFolder')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden="true" />}
            data-testid="settings-bundle"
            onClick={() => {
              openBundleDialog();
            }}
          >
            {t('screens.bundle.open')}
          </Button>
        </Group>
      </Section>
      <Section title={t('screens.settings.about')}>
        <p className={styles.text}>{t('screens.settings.aboutText')}</p>
        <dl className={styles.facts} data-testid="about">
          {facts.map(([name, value]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{t(`screens.settings.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section title={t('screens.settings.licences')}>
        <p>{t('screens.settings.licencesText')}</p>
      </Section>
    </>
  );
}

/** Preferences of this computer, and facts about the program. */
export function SettingsScreen() {
  const { t, i18n } = useTranslation();
  const preferences = useAppStore((state) => state.preferences);
  const change = (wanted: Partial<Preferences>): void => {
    void changePreferences(wanted).then((failure) => {
      if (failure !== undefined) tellProblem(i18n, failure);
    });
  };
  return (
    <Page width="narrow" title={t('screens.settings.title')} description={t('screens.settings.description')}>
      <Section title={t('screens.settings.language')}>
        <Radio.Group
          aria-label={t('screens.settings.language')}
          value={preferences.language}
          onChange={(language) => {
            change({ language });
          }}
        >
          <Stack gap={8}>
            {languages.map((language) => (
              <Radio
                key={language}
                value={language}
                color="teal"
                lang={language}
                label={t(`screens.settings.languages.${language}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
      </Section>
      <Section title={t('screens.settings.theme')}>
        <Radio.Group
          aria-label={t('screens.settings.theme')}
          value={preferences.theme}
          onChange={(theme) => {
            change({ theme });
          }}
        >
          <Stack gap={8}>
            {themes.map((theme) => (
              <Radio key={theme} value={theme} color="teal" label={t(`screens.settings.themes.${theme}`)} />
            ))}
          </Stack>
        </Radio.Group>
      </Section>
      <About
        onLogLimit={(logMegabytes) => {
          change({ logMegabytes });
        }}
      />
    </Page>
  );
}
