/** English texts under `query`. */
export const query = {
  'too-long': 'it is longer than 500 characters',
  'too-many-parts': 'it has more than 16 words or expressions',
  'operator-without-left': 'nothing stands before the operator at character {{position}}',
  'line-break': 'a line holds no line break, so the expression cannot look for one',
  'invalid-expression': 'the regular expression is malformed',
  'expression-too-large': 'the regular expression is too large once it is expanded',
};
