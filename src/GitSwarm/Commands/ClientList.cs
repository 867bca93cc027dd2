using System.Text;
using System.Text.Json.Serialization;
using GitSwarm.Cli;
using GitSwarm.Clients.Settings;

namespace GitSwarm.Commands;

/// <summary>The clients, and where git-swarm is in their settings.</summary>
internal static class ClientList
{
    public static int Show(SwarmHost host)
    {
        var found = ClientSetup.Look(ClientRequests.Where(host), ClientRequests.Hash).ToList();
        if (host.Output.Json)
        {
            host.Output.Answer(new ClientsBody([.. found.Select(Body)]), ClientsContext.Default.ClientsBody);
            return ExitCode.Yes;
        }
        host.Output.Answer(host.Output.Terminal ? Aligned(found) : Tabbed(found));
        return ExitCode.Yes;
    }

    private static string Tabbed(List<InstalledClient> found) =>
        string.Concat(found.Select(f => $"{f.Client}\t{SettingsRequest.WordOf(f.Scope)}\t{Word(f)}\t{Texts.OneLine(f.Path)}\n"));

    private static string Aligned(List<InstalledClient> found)
    {
        var text = new StringBuilder();
        foreach (var client in found.GroupBy(f => f.Client, StringComparer.Ordinal))
        {
            var there = client.Where(f => f.IsInstalled || f.Problem is not null).ToList();
            text.Append($"{client.Key, -10}{(there.Count == 0 ? "not installed" : "")}");
            text.AppendJoin(
                "\n          ",
                there.Select(f => $"{SettingsRequest.WordOf(f.Scope), -9}{Texts.OneLine(f.Problem?.Detail ?? f.Path)}")
            );
            text.Append('\n');
        }
        return text.ToString();
    }

    private static string Word(InstalledClient found) =>
        found.Problem is not null ? "wrong"
        : found.IsInstalled ? "installed"
        : "absent";

    private static ClientBody Body(InstalledClient found) =>
        new(
            found.Client,
            SettingsRequest.WordOf(found.Scope),
            Texts.OneLine(found.Path),
            found.IsInstalled,
            found.Problem is { } problem ? Texts.OneLine(problem.Detail) : null
        );
}

internal sealed record ClientBody(string Client, string Scope, string Path, bool Installed, string? Problem);

internal sealed record ClientsBody(IReadOnlyList<ClientBody> Clients);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Serialization
)]
[JsonSerializable(typeof(ClientsBody))]
internal sealed partial class ClientsContext : JsonSerializerContext;
