import { useEffect, useState } from 'react';
import { searchJson } from './jsonInText';
import type { JsonPiece } from './jsonInText';

/** The JSON within a text; what was found last stays until the search, which leaves the window time to draw, is over. */
export function useJson(text: string): readonly JsonPiece[] {
  const [pieces, setPieces] = useState<readonly JsonPiece[]>([]);
  useEffect(() => {
    const search = searchJson(text);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const goOn = (): void => {
      timer = setTimeout(() => {
        const step = search.next();
        if (step.done === true) setPieces(step.value);
        else goOn();
      });
    };
    goOn();
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
  return pieces;
}
