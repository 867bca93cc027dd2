using System.Text;
using System.Text.Json;
using GitSwarm.Clients;

namespace GitSwarm.Agents.Plans;

/// <summary>Looks in the transcript of a Claude Code session for the message every fork begins with ([C3]).</summary>
/// <remarks>Only a message of its user counts: a file about forks that it read, or a command it ran, makes nobody a worker.</remarks>
public static class ForkHistory
{
    /// <summary>True where the session goes on from a fork.</summary>
    /// <param name="session">The client's id of it.</param>
    /// <param name="projects">Where the client keeps transcripts, in a folder for each directory it worked in; null where that is not known.</param>
    public static bool IsWorker(string session, string? projects)
    {
        if (session.Contains('/', StringComparison.Ordinal) || projects is null || !Directory.Exists(projects))
        {
            return false;
        }
        try
        {
            return Directory.EnumerateDirectories(projects).Select(d => Path.Combine(d, session + ".jsonl")).Where(File.Exists).Any(HasTag);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool HasTag(string transcript) =>
        // Most lines are passed over without being parsed.
        File.ReadLines(transcript).Where(l => l.Contains("fork-boilerplate", StringComparison.Ordinal)).Any(IsFirstWord);

    private static bool IsFirstWord(string line)
    {
        try
        {
            var message = WholeJson.Parse(Encoding.UTF8.GetBytes(line)).Field("message");
            if (message is not { } said || said.Text("role") != "user")
            {
                return false;
            }
            var content = said.Field("content");
            return content is { ValueKind: JsonValueKind.Array } blocks
                ? blocks.EnumerateArray().Any(b => b.Text("type") == "text" && Begins(b.Text("text")))
                : Begins(said.Text("content"));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool Begins(string? text) => text?.StartsWith(ForkText.Tag, StringComparison.Ordinal) == true;
}
