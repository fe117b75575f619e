"""HTTP as the task that fetches needs it: read the same, and told in the same words, in every runtime."""
