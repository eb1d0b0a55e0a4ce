import './gateway';
