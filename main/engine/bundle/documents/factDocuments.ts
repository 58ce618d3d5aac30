import type { BundleRequest } from '../../../../shared/model/bundle';
import { createTranslator } from '../../../../shared/text/translator';
import type { BundleFacts } from '../bundleFacts';
import { bareConnection, mostRuns } from '../gatherBundleFacts';
import type { BundleRedactor } from '../redaction/bundleRedactor';
import { bareProblem, quarantineDocument, runDocument } from './runDocuments';

/** A document of a bundle as text; every text in it is redacted, so that it stays JSON. */
export function documentText(content: unknown, redactor: BundleRedactor): string {
  return `${JSON.stringify(redacted(content, redactor), undefined, 2)}\n`;
}

/** Members that name an account whatever their value is. */
const accountMembers: ReadonlySet<string> = new Set(['username']);

/** The same content with every text in it redacted. */
export function redacted(content: unknown, redactor: BundleRedactor): unknown {
  if (typeof content === 'string') return redactor.text(content);
  if (Array.isArray(content)) return content.map((one: unknown) => redacted(one, redactor));
  if (typeof content !== 'object' || content === null) return content;
  return Object.fromEntries(
    Object.entries(content).map(([name, value]: [string, unknown]) => {
      const clean = redacted(value, redactor);
      const isOpen = accountMembers.has(name) && clean === value;
      return [name, isOpen ? '***' : clean];
    }),
  );
}

/** Settings without secrets; those are no part of settings anyway. */
export function settingsDocument({ settings }: BundleFacts): object {
  return {
    connections: settings.connections.map(bareConnection),
    synchronisations: settings.synchronisations,
    preferences: settings.preferences,
  };
}

/** The runs of the period; what could not be read is told, never left out in silence. */
export function runsDocument({ runs, runsLeftOut, problems }: BundleFacts): object {
  return {
    runs: runs.slice(0, mostRuns).map(runDocument),
    leftOut: runsLeftOut + Math.max(0, runs.length - mostRuns),
    unread: problems.map(bareProblem),
  };
}

/** Quarantine of each run that left something there. */
export function quarantineSummaries({ runs, settings }: BundleFacts): object {
  const texts = createTranslator(settings.preferences.language);
  const left = runs.slice(0, mostRuns).filter(({ quarantined }) => quarantined.length > 0);
  return { runs: left.map((run) => quarantineDocument(run, texts)) };
}

/** The last test of each connection. */
export function connectionTestsDocument({ connectionTests, settings }: BundleFacts): object {
  return {
    connections: settings.connections.map(({ id, name }) => {
      const test = connectionTests.find(({ connectionId }) => connectionId === id);
      const results = test?.results.map(({ step, result, params, problem }) => ({
        step,
        result,
        params,
        ...(problem === undefined ? {} : { problem: bareProblem(problem) }),
      }));
      return { connectionId: id, name, at: test?.at, results: results ?? 'never-tested' };
    }),
  };
}

/** The request as the manifest repeats it, with times that people can read. */
export function requestDocument(request: BundleRequest): object {
  return {
    ...request,
    from: new Date(request.from).toISOString(),
    until: new Date(request.until).toISOString(),
  };
}
