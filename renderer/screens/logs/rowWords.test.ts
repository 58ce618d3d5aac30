import { expect, test } from 'vitest';
import { filled } from './rowWords';

test('parts stand in their places, also those that look like places or patterns themselves', () => {
  const sentence = '{{level}}, {{when}} : {{text}}';
  expect(filled(sentence, { level: 'Erreur', when: '12:00', text: '{{level}} $& {{text}}' })).toBe(
    'Erreur, 12:00 : {{level}} $& {{text}}',
  );
  expect(filled(sentence, { level: 'Erreur', when: '' })).toBe('Erreur,  : ');
});
