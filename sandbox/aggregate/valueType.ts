/** Why a value does not fit its type: the key DHIS2 has for it, and a sentence of our own. */
export interface ValueProblem {
  readonly key: string;
  readonly text: string;
}

const numeric = /^(-?0|-?[1-9]\d*)(\.\d+)?$/;
const integer = /^(0|-?[1-9]\d*)$/;
const positiveInteger = /^[1-9]\d*$/;
const negativeInteger = /^-[1-9]\d*$/;
const uid = /^[A-Za-z][A-Za-z0-9]{10}$/;
const clock = /^([0-9]|0[0-9]|1[0-9]|2[0-3]):[0-5][0-9]$/;
const email = /^[^\s@]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}$/;
const url = /^(https?|ftp):\/\/[A-Za-z0-9.-]+\.[A-Za-z]{2,}(:\d+)?(\/\S*)?$/;
const phone = /^[0-9+()#.\s/ext-]{6,50}$/;
const username = /^(?=.{4,255}$)(?![-_.@])(?!.*[-_.@]{2})[-_.@a-zA-Z0-9]+(?<![-_.@])$/;
const date = /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(.*)$/;
const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}(:\d{2}(:\d{2}(\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/;

const longest = 50_000;
const longestNumber = 250;
const integerLimit = 2 ** 31;

/** Whether a UID has the form DHIS2 demands. */
export function isUid(text: string): boolean {
  return uid.test(text);
}

/** What is wrong with a value of this type; nothing when it is empty or right. */
export function valueProblem(value: string | null, valueType: string): ValueProblem | undefined {
  if (value === null || value.trim() === '') return undefined;
  if (value.length > longest) return problem('value_length_greater_than_max_length', 'longer than allowed');
  const rule = rules[valueType];
  return rule === undefined || rule.test(value) ? undefined : problem(rule.key, rule.text);
}

/** Whether a value is a zero that servers up to 2.42 do not store for an element where zero means nothing. */
export function isInsignificantZero(
  value: string | null,
  element: {
    readonly valueType: string;
    readonly aggregationType: string;
    readonly zeroIsSignificant: boolean;
  },
): boolean {
  if (value === null || element.zeroIsSignificant || !/^0(\.0*)?$/.test(value)) return false;
  if (!/^(INTEGER|NUMBER|PERCENTAGE|UNIT_INTERVAL)/.test(element.valueType)) return false;
  return element.aggregationType !== 'AVERAGE' && element.aggregationType !== 'AVERAGE_SUM_ORG_UNIT';
}

/** The forms of true and false that servers up to 2.42 turn into `true` and `false`. */
export function normalizeBoolean(value: string | null, valueType: string): string | null {
  if (value === null || (valueType !== 'BOOLEAN' && valueType !== 'TRUE_ONLY')) return value;
  if (['false', 'False', 'FALSE', 'f', 'F', '0'].includes(value) && valueType === 'BOOLEAN') return 'false';
  return ['true', 'True', 'TRUE', 't', 'T', '1'].includes(value) ? 'true' : value;
}

/** What 2.43 makes of a value before it looks at it: `5.0` of an integer is `5`, `yes` is `true`. */
export function normalizeValue(value: string | null, valueType: string): string | null {
  if (value === null) return null;
  if (valueType.startsWith('INTEGER') && value.endsWith('.0')) return value.slice(0, -2);
  if (valueType !== 'BOOLEAN' && valueType !== 'TRUE_ONLY') return value;
  const lower = value.toLowerCase();
  if (['f', 'n', '0', 'no', 'false'].includes(lower)) return 'false';
  return ['t', 'y', '1', 'yes', 'true'].includes(lower) ? 'true' : value;
}

function problem(key: string, text: string): ValueProblem {
  return { key, text };
}

interface Rule extends ValueProblem {
  test(value: string): boolean;
}

function rule(key: string, text: string, test: (value: string) => boolean): Rule {
  return { key, text, test };
}

function isNumber(value: string): boolean {
  return numeric.test(value) && value.length < longestNumber;
}

function isInteger(value: string, form: RegExp): boolean {
  return form.test(value) && Number(value) >= -integerLimit && Number(value) < integerLimit;
}

function isDate(value: string): boolean {
  const match = date.exec(value);
  if (match === null) return false;
  const [, year, month, day] = match;
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return at.getUTCMonth() === Number(month) - 1;
}

function isCoordinate(value: string): boolean {
  const match = /^\[(-?[\d.]+),(-?[\d.]+)\]$/.exec(value.replace(/\s+/g, ''));
  if (match === null) return false;
  const [longitude, latitude] = [Number(match[1]), Number(match[2])];
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
}

const dateRule = rule('value_not_valid_date', 'no valid date', isDate);
const fileRule = rule('value_not_valid_file_resource_uid', 'no UID of a file resource', isUid);

/** Rules by value type; types that are not here take any text. */
const rules: Readonly<Record<string, Rule>> = {
  LETTER: rule('value_not_valid_letter', 'not one letter', (value) => /^\p{L}$/u.test(value)),
  NUMBER: rule('value_not_numeric', 'no number', isNumber),
  UNIT_INTERVAL: rule(
    'value_not_unit_interval',
    'not between 0 and 1',
    (value) => isNumber(value) && Number(value) >= 0 && Number(value) <= 1,
  ),
  PERCENTAGE: rule(
    'value_not_percentage',
    'not between 0 and 100',
    (value) => isNumber(value) && Number(value) >= 0 && Number(value) <= 100,
  ),
  INTEGER: rule('value_not_integer', 'no whole number', (value) => isInteger(value, integer)),
  INTEGER_POSITIVE: rule('value_not_positive_integer', 'no whole number above zero', (value) =>
    isInteger(value, positiveInteger),
  ),
  INTEGER_NEGATIVE: rule('value_not_negative_integer', 'no whole number below zero', (value) =>
    isInteger(value, negativeInteger),
  ),
  INTEGER_ZERO_OR_POSITIVE: rule(
    'value_not_zero_or_positive_integer',
    'no whole number from zero on',
    (value) => value === '0' || isInteger(value, positiveInteger),
  ),
  PHONE_NUMBER: rule('value_not_phone_number', 'no telephone number', (value) => phone.test(value)),
  EMAIL: rule('value_not_valid_email', 'no e-mail address', (value) => email.test(value)),
  BOOLEAN: rule('value_not_bool', 'neither true nor false', (value) => /^(true|false)$/i.test(value)),
  TRUE_ONLY: rule('value_not_true_only', 'not true', (value) => value.toLowerCase() === 'true'),
  DATE: dateRule,
  AGE: dateRule,
  DATETIME: rule(
    'value_not_valid_datetime',
    'no date with time',
    (value) => dateTime.test(value) && isDate(value),
  ),
  COORDINATE: rule('value_not_coordinate', 'no pair of longitude and latitude', isCoordinate),
  URL: rule('value_not_url', 'no web address', (value) => url.test(value)),
  FILE_RESOURCE: fileRule,
  IMAGE: fileRule,
  TIME: rule('value_not_valid_time', 'no time of day', (value) => clock.test(value)),
  USERNAME: rule('value_not_valid_username', 'no user name', (value) => username.test(value)),
  ORGANISATION_UNIT: rule('value_not_valid_org_unit_uid', 'no UID of an org unit', isUid),
};
