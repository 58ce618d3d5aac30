import 'i18next';
import type { Catalogue } from '../shared/text/catalogue';

declare module 'i18next' {
  interface CustomTypeOptions {
    readonly resources: { readonly translation: Catalogue };
  }
}
