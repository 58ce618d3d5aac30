import type { ReactNode } from 'react';
import styles from './ui.module.css';

/** A screen: title, one line that says what it is for, its actions, its content. */
export function Page(props: {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  /** `narrow` for forms, at most 800 px wide. */
  readonly width?: 'narrow' | 'full';
  readonly children: ReactNode;
}) {
  return (
    <div className={styles.page}>
      <div className={styles.pageHead}>
        <div>
          <h1 className={styles.pageTitle}>{props.title}</h1>
          {props.description ? <p className={styles.pageDescription}>{props.description}</p> : null}
        </div>
        {props.actions ? <div className={styles.pageActions}>{props.actions}</div> : null}
      </div>
      {props.width === 'narrow' ? <div className={styles.pageNarrow}>{props.children}</div> : props.children}
    </div>
  );
}

/** A white card with a title. */
export function Section(props: {
  readonly title?: ReactNode;
  readonly description?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className={styles.card}>
      {props.title ? <h2 className={styles.cardTitle}>{props.title}</h2> : null}
      {props.description ? <p className={styles.cardDescription}>{props.description}</p> : null}
      <div className={props.title ? styles.cardBody : undefined}>{props.children}</div>
    </section>
  );
}

/** Buttons of a form, always in view; the main one comes first. */
export function ActionBar(props: { readonly children: ReactNode }) {
  return <div className={styles.actionBar}>{props.children}</div>;
}

/** A button that reads as a link, for going to another place of the console. */
export function LinkButton(props: { readonly onClick: () => void; readonly children: ReactNode }) {
  return (
    <button type="button" className={styles.link} onClick={props.onClick}>
      {props.children}
    </button>
  );
}
