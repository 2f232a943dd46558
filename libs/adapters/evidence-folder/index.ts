export { openEvidenceFolder, readEvidenceFolder, type EvidenceFolderSettings } from './evidence-folder.js';
