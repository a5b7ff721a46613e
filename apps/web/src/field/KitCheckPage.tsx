import { KIT_STATES, type KitState, type Skill } from '@gocua/api/contract/codes';
import { KIT_ITEMS, type KitItem } from '@gocua/api/contract/field-codes';
import { type FormEvent, useState } from 'react';
import { Link, Navigate, useNavigate } from 'react-router';
import { Button } from '../design/Button.tsx';
import { CheckboxChoices, RadioChoices } from '../design/Choices.tsx';
import { Notice } from '../design/Notice.tsx';
import { TextField } from '../design/TextField.tsx';
import { usePhone } from './phone-context.ts';
import { kitFaults, LOW_BATTERY_PERCENT } from './shift-rules.ts';
import { shiftWords } from './shift-words.ts';
import { fieldWords } from './words.ts';

const BATTERY_LEVELS = ['100', '80', '60', '40', '20'] as const;
type BatteryLevel = (typeof BATTERY_LEVELS)[number];
const NOTE_LENGTH = 1000;

/** Before leaving: what tonight needs, what is in the bag, how the machine is. Nothing is forbidden by it; everything is said. */
export function KitCheckPage() {
  const { phone, evening, view } = usePhone();
  const t = shiftWords.useText();
  const f = fieldWords.useText();
  const navigate = useNavigate();
  const [itemsPresent, setItemsPresent] = useState<readonly KitItem[]>([]);
  const [battery, setBattery] = useState<BatteryLevel | null>(null);
  const [kitState, setKitState] = useState<KitState | null>(null);
  const [note, setNote] = useState('');
  const [fault, setFault] = useState<'choose' | 'failed' | null>(null);
  if (!evening) return <Navigate to="/to" replace />;
  const { date } = evening;
  const tonight = [...new Set(evening.visits.flatMap(({ skills }): Skill[] => skills))];
  const kitName = view.team.snapshot?.team.kitName;
  const batteryPercent = battery === null ? null : Number(battery);
  const faults = kitFaults({ itemsPresent, batteryPercent, isReady: kitState === null || kitState === 'ready' });

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (batteryPercent === null || kitState === null) {
      setFault('choose');
      return;
    }
    try {
      await phone.report({ kind: 'shift-began', date });
      await phone.report({
        kind: 'kit-checked',
        date,
        kitState,
        batteryPercent,
        itemsPresent: [...itemsPresent],
        note: note.trim(),
      });
      await navigate('/to', { replace: true });
    } catch {
      setFault('failed');
    }
  }

  return (
    <form className="outcome" onSubmit={onSubmit}>
      <div className="page-scroll outcome-fields">
        <h1>{t('kit.title')}</h1>
        <section>
          <h2 className="choices-label">{t('kit.tonight')}</h2>
          <ul className="visit-list">
            {tonight.map((skill) => (
              <li key={skill}>{f(`things.${skill}`)}</li>
            ))}
            {kitName ? <li>{f('kit', { name: kitName })}</li> : null}
          </ul>
        </section>
        <CheckboxChoices
          look="big"
          label={t('kit.items')}
          choices={KIT_ITEMS.map((id) => ({ id, words: t(`kit.item.${id}`) }))}
          value={itemsPresent}
          onChange={setItemsPresent}
        />
        <RadioChoices
          look="chips"
          className="choices-touch"
          label={t('kit.battery')}
          choices={BATTERY_LEVELS.map((id) => ({
            id,
            words: id === '100' ? t('kit.batteryFull') : t('kit.batteryOf', { percent: id }),
          }))}
          value={battery}
          onChange={setBattery}
        />
        <RadioChoices
          look="big"
          label={t('kit.state')}
          choices={KIT_STATES.map((id) => ({ id, words: t(`kit.stateOf.${id}`) }))}
          value={kitState}
          onChange={setKitState}
        />
        {faults.isNotReady ? (
          <>
            <Notice tone="warn" title={t('kit.notReady')} />
            <TextField size="touch" label={t('kit.note')} value={note} onChange={setNote} rows={2} maxLength={NOTE_LENGTH} />
          </>
        ) : null}
        {faults.isBatteryLow ? <Notice tone="warn" title={t('kit.low', { percent: LOW_BATTERY_PERCENT })} /> : null}
        {itemsPresent.length > 0 && faults.missing.length > 0 ? (
          <Notice
            tone="warn"
            title={t('kit.missing', {
              items: faults.missing.map((item) => t(`kit.item.${item}`).toLocaleLowerCase('vi')).join(', '),
            })}
          />
        ) : null}
      </div>
      <div className="dock">
        {fault ? <Notice tone="bad" title={fault === 'choose' ? t('kit.choose') : f('saveFailed')} /> : null}
        <div className="dock-row">
          <Link className="dock-side" to="/to">
            <span>{f('toVisit')}</span>
          </Link>
          <Button kind="primary" size="field" type="submit" className="dock-step">
            {t('kit.save')}
          </Button>
        </div>
      </div>
    </form>
  );
}
