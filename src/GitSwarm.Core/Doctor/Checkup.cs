namespace GitSwarm.Doctor;

/// <summary>Makes every check, and mends what can be mended safely.</summary>
/// <remarks>
/// One check after the other, each mended before the next one looks: a lock in the way goes before refs are deleted, and
/// a copied folder has its own id before anybody asks whose records are ours.
/// </remarks>
public static class Checkup
{
    private const string TryAgain = "run 'git swarm doctor' again";

    /// <summary>Every check, in the order they are made.</summary>
    public static IReadOnlyList<Check> All { get; } =
    [
        new("git", GitCheck.Look, CheckScope.First),
        new("opt-in", OptInCheck.Look, CheckScope.Everywhere),
        new("rights", RightsCheck.Look),
        new("clone", CloneCheck.Look),
        new("hooks", HooksCheck.Look),
        new("clients", ClientsCheck.Look),
        new("remotes", RemotesCheck.Look),
        new("sync", SyncCheck.Look),
        new("locks", LocksCheck.Look),
        new("refs", RefsCheck.Look, CheckScope.Everywhere),
        new("records", RecordsCheck.Look, CheckScope.Everywhere),
        new("superseded", SupersededCheck.Look, CheckScope.Everywhere),
        new("reflogs", ReflogsCheck.Look, CheckScope.Everywhere),
        new("sessions", SessionsCheck.Look),
        new("worktrees", WorktreesCheck.Look),
        new("leftovers", LeftoversCheck.Look),
    ];

    /// <summary>Makes the checks that apply.</summary>
    /// <param name="patient">The repository.</param>
    /// <param name="dryRun">True to mend nothing; what would be mended is wrong then.</param>
    /// <returns>At least one line a check, in the order of <see cref="All"/>.</returns>
    public static List<CheckResult> Run(Patient patient, bool dryRun)
    {
        var results = new List<CheckResult>();
        foreach (var check in All.Where(c => c.Scope != CheckScope.OptedIn || patient.Repository.IsEnabled))
        {
            var found = Look(check, patient);
            results.AddRange(found.Select(f => Conclude(check.Name, f, dryRun)));
            if (check.Scope == CheckScope.First && found.Any(f => !f.IsOk))
            {
                break;
            }
        }
        return results;
    }

    private static List<Finding> Look(Check check, Patient patient)
    {
        try
        {
            return [.. check.Look(patient)];
        }
        catch (Exception error) when (error is SwarmException or IOException or UnauthorizedAccessException)
        {
            return [new Finding(Texts.OneLine(error.Message), FixOf(error))];
        }
    }

    private static CheckResult Conclude(string name, Finding finding, bool dryRun)
    {
        if (finding.IsOk)
        {
            return new CheckResult(name, CheckState.Ok, finding.Detail, null);
        }
        if (finding.Mending is not { } mending)
        {
            return new CheckResult(name, CheckState.Wrong, finding.Detail, finding.Fix);
        }
        if (dryRun)
        {
            return new CheckResult(name, CheckState.Wrong, finding.Detail, "git swarm doctor");
        }
        try
        {
            return mending.Act()
                ? new CheckResult(name, CheckState.Mended, $"{finding.Detail}: {mending.Done}", null)
                : new CheckResult(name, CheckState.Wrong, $"{finding.Detail}, and could not be mended", finding.Fix ?? TryAgain);
        }
        catch (Exception error) when (error is SwarmException or IOException or UnauthorizedAccessException)
        {
            return new CheckResult(name, CheckState.Wrong, $"{finding.Detail}; {Texts.OneLine(error.Message)}", FixOf(error));
        }
    }

    // A hint that sends the user to doctor leads in a circle here.
    private static string FixOf(Exception error) =>
        error is SwarmException { Hint: { } hint }
            ? hint == "run 'git swarm doctor'"
                ? TryAgain
                : hint
            : error is SwarmException
                ? TryAgain
                : "check that you may read and write there";
}
