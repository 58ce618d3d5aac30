import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './theme/mantineVariables.css';
import './theme/fonts.css';
import './theme/tokens.css';
import './theme/base.css';
import { createRoot } from 'react-dom/client';
import { createTranslator } from '../shared/text/translator';
import { App } from './App';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<App translator={createTranslator('fr')} />);
