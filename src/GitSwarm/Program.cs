return GitSwarm.Cli.App.Run(args, GitSwarm.Cli.Outside.OfThisProcess());
