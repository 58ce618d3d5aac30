import { useFormat } from '../format/useFormat';
import { useNow } from '../stores/clock';

/** An instant as a person reads it: how long ago, and the exact stamp on hover. */
export function When(props: { readonly at: string }) {
  const format = useFormat();
  const now = useNow();
  return (
    <time dateTime={props.at} title={format.exactStamp(props.at)}>
      {format.relative(props.at, now)}
    </time>
  );
}

/** An instant as date and time, with seconds and zone on hover. */
export function Stamp(props: { readonly at: string }) {
  const format = useFormat();
  return (
    <time dateTime={props.at} title={format.exactStamp(props.at)}>
      {format.stamp(props.at)}
    </time>
  );
}
