import { DoorLink } from '@/components/ui/door-link';

/** What is here for someone without an account. */
export function OpenCatalogue() {
  return (
    <>
      You do not need an account to browse{' '}
      <DoorLink href="/tools" className="link">
        the catalogue
      </DoorLink>
      .
    </>
  );
}
