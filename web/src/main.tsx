import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './shell/App';
import { applyScheme, scheme } from './ui/scheme';
import './ui/tokens.css';
import './ui/base.css';

applyScheme(scheme());
const place = document.querySelector('#app');
if (!place) throw new Error('index.html has no #app.');
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
