namespace GitSwarm.Agents.Plans;

/// <summary>What is special about a launch that becomes a member of a team: it lives on between its turns.</summary>
public sealed record LaunchMember
{
    /// <summary>Where it is held: <c>tmux</c>, <c>iterm2</c>, <c>windows-terminal</c>, or <c>in-process</c> for no pane ([B2]).</summary>
    public required PlannedValue Backend { get; init; }

    /// <summary>True where a pane shows the program itself, and a person may type into it; else the pane shows what it says.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>The git-swarm that its program tells of turns; an absolute path, or a name on PATH. Only where <see cref="IsInteractive"/>.</summary>
    public string Program { get; init; } = "git-swarm";

    /// <summary>The mode it works in once its lead has approved of its plan; null where it need not show one first.</summary>
    public PlannedValue? ModeAfterPlan { get; init; }

    /// <summary>Named by <see cref="Backend"/> where there is no pane.</summary>
    public const string InProcess = "in-process";

    /// <summary>True where its lead's process holds it: it ends with that, and starts nothing in the background.</summary>
    public bool IsInProcess => Backend.Value == InProcess;

    /// <summary>What a member is told about itself, before its task.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="team">Its team.</param>
    /// <param name="lead">What its lead's session is called.</param>
    /// <param name="planFirst">True where it has to show a plan.</param>
    public static string Introduction(string name, string team, string lead, bool planFirst) =>
        $"""
            You are "{name}", a member of the team "{team}", which {lead} leads. You work on your own, and are called again when somebody writes to you.
            - What you say at the end of a turn is passed on to {lead}. Nobody sees anything else you say.
            - Write to the lead or a member with: git swarm send <name> "<text>"; to all of them with: git swarm send team:{team} "<text>"
            - Tasks of the team: git swarm task take (gets you the next one), git swarm task done <id>, git swarm task list
            - When you are asked to end, answer: git swarm team approve <id>, or git swarm team refuse <id> --reason "<why>"
            """ + (planFirst ? "\nChange nothing yet: your first turn ends with a plan, which your lead approves or refuses." : "");
}
