export { openEvidenceFolder, type EvidenceFolderSettings } from './evidence-folder.js';
