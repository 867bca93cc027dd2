using GitSwarm.Clients.Settings;

namespace GitSwarm.Doctor;

/// <summary>Is git-swarm in the settings of agent clients, and would they reach it?</summary>
/// <remarks>Nothing is mended: the files are the user's, and <c>git swarm install</c> says what it does to them.</remarks>
internal static class ClientsCheck
{
    public static IEnumerable<Finding> Look(Patient patient)
    {
        var all = patient.Clients.ToList();
        var problems = all.Select(c => c.Problem).OfType<ClientProblem>().Select(p => new Finding(Texts.OneLine(p.Detail), p.Fix)).ToList();
        if (problems.Count > 0)
        {
            return problems;
        }
        var installed = all.Where(c => c.IsInstalled)
            .GroupBy(c => c.Client, c => SettingsRequest.WordOf(c.Scope), StringComparer.Ordinal)
            .Select(g => $"{g.Key} ({string.Join(", ", g)})")
            .ToList();
        return
        [
            new Finding(
                installed.Count > 0
                    ? $"installed in {string.Join(", ", installed)}"
                    : "installed in no agent client ('git swarm install' lists them)"
            ),
        ];
    }
}
