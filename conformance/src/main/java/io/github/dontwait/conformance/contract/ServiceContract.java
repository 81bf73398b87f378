package io.github.dontwait.conformance.contract;

/** What worker and server promise alike: seen from the wire both obey the same rules. */
public interface ServiceContract
        extends WireContract,
                IdentityContract,
                LateReplyContract,
                EnvelopeContract,
                VerbContract,
                MistakeContract,
                NonBlockingContract,
                StatsContract,
                DutyContract,
                FairnessContract,
                OrderingContract,
                BackpressureContract,
                HighWaterContract,
                HeartbeatContract,
                AnnouncementContract,
                SettingsContract,
                ShutdownContract,
                LastRequestsContract,
                EnduranceContract,
                RecoveryContract,
                FrameLimitContract,
                SecurityContract,
                AccessContract,
                DisclosureContract {}
