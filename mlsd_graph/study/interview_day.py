"""What is said on the day of the interview, by the app and by `mlsd plan`."""

INTERVIEW_TODAY = "The interview is today: what is due is asked, and nothing new. Good luck."
