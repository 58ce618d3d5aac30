import { z } from 'zod';
import type { SynchronisationInput } from '../../../shared/ipc/contract';
import {
  defaultCheckIntervalSeconds,
  domains,
  shortestCheckIntervalSeconds,
} from '../../../shared/model/settings';
import type { SynchronisationSettings } from '../../../shared/model/settings';

// zod may compile validators with `new Function`; the content security policy forbids it.
z.config({ jitless: true });

/** Names of the form's error texts, under `screens.synchronisations.error`. */
export const synchronisationErrors = ['required', 'tooLong', 'sameEnds', 'domains', 'interval'] as const;
/** One of {@link synchronisationErrors}. */
export type SynchronisationError = (typeof synchronisationErrors)[number];

const message = (name: SynchronisationError): { message: SynchronisationError } => ({ message: name });
/** One day, in seconds: the longest interval that main accepts. */
const longestIntervalSeconds = 86_400;

/** What the synchronisation form holds and demands. */
export const synchronisationFormSchema = z
  .object({
    name: z.string().trim().min(1, message('required')).max(100, message('tooLong')),
    sourceId: z.string().min(1, message('required')),
    destinationId: z.string().min(1, message('required')),
    domains: z.array(z.enum(domains)).min(1, message('domains')),
    mode: z.enum(['manual', 'automatic']),
    checkIntervalSeconds: z
      .number(message('interval'))
      .int(message('interval'))
      .min(shortestCheckIntervalSeconds, message('interval'))
      .max(longestIntervalSeconds, message('interval')),
    clone: z.enum(['not-a-clone', 'confirmed-clone']),
  })
  .superRefine((form, context) => {
    if (form.sourceId !== '' && form.sourceId === form.destinationId)
      context.addIssue({ code: 'custom', path: ['destinationId'], message: 'sameEnds' });
  });

/** Values of the synchronisation form. */
export type SynchronisationForm = z.infer<typeof synchronisationFormSchema>;

/** What the form shows at first: everything that is built, by hand, or what was saved. */
export function synchronisationFormOf(saved: SynchronisationSettings | undefined): SynchronisationForm {
  return {
    name: saved?.name ?? '',
    sourceId: saved?.sourceId ?? '',
    destinationId: saved?.destinationId ?? '',
    domains: [...(saved?.domains ?? domains)],
    mode: saved?.mode ?? 'manual',
    checkIntervalSeconds: saved?.checkIntervalSeconds ?? defaultCheckIntervalSeconds,
    clone: saved?.clone ?? 'not-a-clone',
  };
}

/** The synchronisation as main takes it. */
export function synchronisationInputOf(
  form: SynchronisationForm,
  id: string | undefined,
): SynchronisationInput {
  return {
    ...(id === undefined ? {} : { id }),
    name: form.name.trim(),
    sourceId: form.sourceId,
    destinationId: form.destinationId,
    // In the order in which they are carried out: values refer to metadata.
    domains: domains.filter((domain) => form.domains.includes(domain)),
    mode: form.mode,
    checkIntervalSeconds: form.checkIntervalSeconds,
    clone: form.clone,
  };
}
