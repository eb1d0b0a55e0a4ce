import '@/lib/gateway/main';
