/** A name or term that matters to a person: what they listed is listened for, and written as they write it. */
export interface PersonalWord {
  /** As it is to be written; may be several words. */
  readonly text: string;
  /** Other letters that tell how it sounds: "shivawn" for "Siobhan". */
  readonly soundsLike?: string;
}

/** More would make the search slow, and none of them likelier. */
export const MOST_PERSONAL_WORDS = 1000;
