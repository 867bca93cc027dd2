namespace GitSwarm.Benchmarks;

/// <summary>What the program promises; docs/performance.md says why.</summary>
internal static class Targets
{
    internal static IEnumerable<Target> OfCommands(IReadOnlyDictionary<string, Measurement> m)
    {
        var status = m[CommandCases.Status50].Median;
        yield return new(
            "git-swarm --version, against git --version",
            m[CommandCases.Version].Median / m[CommandCases.GitVersion].Median,
            3,
            "x"
        );
        yield return new("status --no-observe with 50 sessions", status, 25, "ms");
        yield return new("the same, against git rev-parse HEAD", status / m[CommandCases.RevParse].Median, 8, "x");
    }

    internal static IEnumerable<Target> OfObserving(IReadOnlyDictionary<string, Measurement> m)
    {
        foreach (var trees in new[] { ObservingCases.Many, ObservingCases.Few })
        {
            yield return new(
                $"status with {trees} sessions in as many work trees, against git status of these two at a time",
                m[ObservingCases.Observing(trees)].Median / m[ObservingCases.Statuses(trees)].Median,
                1,
                "x"
            );
        }
    }

    internal static IEnumerable<Target> OfClaims(IReadOnlyDictionary<string, Measurement> m) =>
        [
            new("a claim, against git rev-parse HEAD", m[ClaimCases.Alone].Median / m[ClaimCases.RevParse].Median, 10, "x"),
            new("claims of 16 processes at once, 95 of 100", m[ClaimCases.AtOnce].P95, 300, "ms"),
            new(
                "an edit while another holds the claims locked, 95 of 100, more than an edit takes",
                m[ClaimCases.LockedOut].P95 - m[ClaimCases.Edit].Median,
                300,
                "ms"
            ),
            new(
                "git commit with our pre-commit hook and 500 claims, more than without a hook",
                m[CommitCases.OurPreCommit].Median - m[CommitCases.NoHook].Median,
                10,
                "ms"
            ),
        ];

    internal static IEnumerable<Target> OfSync(IReadOnlyDictionary<string, Measurement> m) =>
        [
            new(
                "an exchange with nothing new, against a git fetch with nothing new",
                m[SyncCases.Nothing].Median / m[SyncCases.Fetch].Median,
                3,
                "x"
            ),
        ];

    internal static IEnumerable<Target> OfHooks(IReadOnlyDictionary<string, Measurement> m)
    {
        var git = m[HookCases.RevParse].Median;
        return
        [
            new("the hook before an edit that is on record, 50 sessions and 500 claims", m[HookCases.Known].Median, 10, "ms"),
            new("the same, against git rev-parse HEAD", m[HookCases.Known].Median / git, 6, "x"),
            new("the hook before the first edit of a file, against git rev-parse HEAD", m[HookCases.First].Median / git, 14, "x"),
            new("the hook in a repository that has not opted in, against git rev-parse HEAD", m[HookCases.Elsewhere].Median / git, 3, "x"),
        ];
    }

    internal static IEnumerable<Target> OfDefinitions(IReadOnlyDictionary<string, Measurement> m) =>
        [new("200 definitions, more than none", m[DefinitionCases.Many].Median - m[DefinitionCases.None].Median, 20, "ms")];

    internal static IEnumerable<Target> OfRuns(IReadOnlyDictionary<string, Measurement> m) =>
        [new("spawn, more than its runner by hand", m[RunCases.Foreground].Median - m[RunCases.ByHand].Median, 60, "ms")];

    internal static IEnumerable<Target> OfConflicts(IReadOnlyDictionary<string, Measurement> m) =>
        [
            new(
                "21 pairs of 7 work trees, cold, against git status of each",
                m[ConflictCases.Cold7].Median / m[ConflictCases.Statuses].Median,
                3,
                "x"
            ),
            new("190 pairs of 20 work trees of 10,000 files, cold", m[ConflictCases.Cold20].Median, 1000, "ms"),
            new("the same again", m[ConflictCases.Warm20].Median, 30, "ms"),
        ];

    internal static IEnumerable<Target> OfMail(IReadOnlyDictionary<string, Measurement> m)
    {
        foreach (var verb in new[] { MailCases.Send, MailCases.Note })
        {
            yield return new(verb, m[verb].Median, 25, "ms");
            yield return new("the same, against git rev-parse HEAD", m[verb].Median / m[CommandCases.RevParse].Median, 10, "x");
        }
        var (none, most) = (m[MailCases.Inbox(MailCases.Old[0])].Median, m[MailCases.Inbox(MailCases.Old[^1])].Median);
        yield return new(MailCases.Inbox(MailCases.Old[^1]), most, 15, "ms");
        yield return new("the same, against none", most / none, 1.25, "x");
    }

    /// <summary>The user's own commands: 5 % or 3 ms, whichever is larger.</summary>
    internal static IEnumerable<Target> OfTax(IReadOnlyDictionary<string, Measurement> m) => OfTax(m, "a busy swarm", TaxCases.Name);

    /// <summary>The same beside something else.</summary>
    internal static IEnumerable<Target> OfTax(IReadOnlyDictionary<string, Measurement> m, string beside, Func<string, bool, string> name) =>
        from verb in new[] { "log", "fetch", "push" }
        let plain = m[name(verb, false)]
        let busy = m[name(verb, true)]
        select new Target($"git {verb} beside {beside}, more than without", busy.MoreThan(plain), Math.Max(0.05 * plain.Median, 3), "ms");
}
