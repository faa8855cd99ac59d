"""The street planner: questions in, plans of the plan language out. A decoder of the LLaMA kind, its tokens, its training from seeds and from rewards."""
