using System.Text.Json;
using GitSwarm.Agents.Plans;

namespace GitSwarm.Agents.Runs;

/// <summary>Keeps a plan while its run is on: all its supervisor sees, and what a <c>command</c> may read of it.</summary>
public static class PlanFile
{
    /// <summary>Writes it; readable by its owner alone.</summary>
    public static void Write(string path, LaunchPlan plan) =>
        RunFiles.Write(path, JsonSerializer.SerializeToUtf8Bytes(plan, PlanJson.Default.LaunchPlan));

    /// <summary>Reads it.</summary>
    /// <exception cref="SwarmException">It is not there, or no plan.</exception>
    public static LaunchPlan Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), PlanJson.Default.LaunchPlan) ?? throw new JsonException("null");
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new SwarmException(
                ErrorCode.CannotLaunch,
                $"cannot read the plan {path}: {Texts.Cut(error.Message, 200)}",
                "launch it again with 'git swarm spawn'"
            );
        }
    }
}
