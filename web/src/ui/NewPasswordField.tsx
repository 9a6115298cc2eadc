/** A password that is chosen, with the rule that the server holds it to. */
import { t } from '../messages';
import { Field } from './Field';

interface Props {
  readonly label?: string;
  readonly hint?: string;
}

export function NewPasswordField({
  label = t('Password'),
  hint = t('At least ten characters.'),
}: Props) {
  return (
    <Field
      label={label}
      hint={hint}
      name="password"
      type="password"
      autoComplete="new-password"
      minLength={10}
      required
    />
  );
}
