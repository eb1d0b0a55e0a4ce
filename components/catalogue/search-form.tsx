import { Search } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/field';

type SearchFormProps = { placeholder?: string; defaultValue?: string };

/** Leads to the search page; a plain form, so it works without JavaScript. */
export function SearchForm({ placeholder = 'Search a server or tool', defaultValue }: SearchFormProps) {
  return (
    <search>
      <form action="/tools" className="flex gap-2">
        <Input
          type="search"
          name="q"
          aria-label="Search the catalogue"
          placeholder={placeholder}
          defaultValue={defaultValue}
          maxLength={100}
        />
        <Button type="submit" kind="secondary">
          <Search aria-hidden />
          Search
        </Button>
      </form>
    </search>
  );
}
