/** A labelling configuration of Label Studio, pasted, in place of a template. */
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../messages';
import { readConfig, type ReadConfig } from './labelStudioConfig';

export function FromLabelStudio({ onRead }: { onRead: (config: ReadConfig) => void }) {
  const [text, setText] = useState('');
  const [fault, setFault] = useState('');
  const read = () => {
    const found = readConfig(text);
    if (typeof found === 'string') setFault(found);
    else onRead(found);
  };
  return (
    <details className="gw-more">
      <summary>{t('From a configuration of Label Studio')}</summary>
      <div className="gw-form">
        <Textarea
          label={t('Labelling configuration')}
          description={t('The XML of the project there, from <View> to </View>.')}
          classNames={{ input: 'gw-code' }}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setFault('');
          }}
          error={fault === '' ? undefined : fault}
          spellCheck={false}
          autosize
          minRows={4}
          maxRows={16}
        />
        <div className="gw-row">
          <button
            type="button"
            className="gw-button gw-primary"
            disabled={text.trim() === ''}
            onClick={read}
          >
            {t('Read it')}
          </button>
        </div>
      </div>
    </details>
  );
}
